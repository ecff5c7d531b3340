import { describe } from '@jest/globals';
import { exercise } from './cases/exercise.js';
import { fetchRoads } from './client/fetch-roads.js';

describe.each(fetchRoads)('$name', (road) => exercise(road));
