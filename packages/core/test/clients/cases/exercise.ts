import { afterAll, beforeAll } from '@jest/globals';
import type { Place, Road, Trial } from '../client/road.js';
import type { TestClient } from '../client/test-client.js';
import { accessCases } from './access-cases.js';
import { askingCases } from './asking-cases.js';
import { changingCases } from './changing-cases.js';
import { chargingCases } from './charging-cases.js';
import { contentCases } from './content-cases.js';
import { tellingCases } from './telling-cases.js';

/** Bound in milliseconds against hangs where processes start. */
const hang = 60_000;

interface Running {
  readonly place: Place;
  readonly client: TestClient;
}

/** Tries one client with everything there is. */
export function exercise(road: Road): void {
  let started: Running | undefined;
  const running = (): Running => {
    if (started === undefined) throw new Error('The client did not connect.');
    return started;
  };
  beforeAll(async () => {
    const place = await road.start();
    const client = await place.open();
    // On stdio the v2 client may be connected before its server has started: it has asked another process.
    await client.call('who');
    started = { place, client };
  }, hang);
  afterAll(() => started?.place.close(), hang);

  const trial: Trial = {
    road,
    client: () => running().client,
    open: (access) => running().place.open(access),
  };
  contentCases(trial);
  askingCases(trial);
  chargingCases(trial);
  tellingCases(trial);
  changingCases(trial);
  accessCases(trial, hang);
}
