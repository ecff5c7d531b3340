import type { TakeSlice } from './slice.js';

/** When a server is warm: after so many requests, or so many slices. */
export interface Enough {
  readonly requests: number;
  readonly slices: number;
}

/** Takes slices that do not count until a server has answered so many requests that its code is compiled. */
export async function warm(take: TakeSlice, enough: Enough): Promise<void> {
  let requests = 0;
  for (let taken = 0; taken < enough.slices && requests < enough.requests; taken += 1) {
    requests += (await take()).load.requests;
  }
}
