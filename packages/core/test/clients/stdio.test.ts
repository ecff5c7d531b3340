import { describe } from '@jest/globals';
import { exercise } from './cases/exercise.js';
import { stdioRoads } from './client/stdio-roads.js';

describe.each(stdioRoads)('$name', (road) => exercise(road));
