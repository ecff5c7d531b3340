import type { TakeSlice } from './slice.js';

/** Takes slices that do not count until a server has answered so many requests that its code is compiled. */
export async function warm(
  take: TakeSlice,
  enough: { readonly requests: number; readonly slices: number },
): Promise<void> {
  let requests = 0;
  for (let taken = 0; taken < enough.slices && requests < enough.requests; taken += 1) {
    requests += (await take()).load.requests;
  }
}
