import { describe } from '@jest/globals';
import { exercise } from './cases/exercise.js';
import { httpRoads } from './client/http-roads.js';

describe.each(httpRoads)('$name', (road) => exercise(road));
