import { app } from '../../tsup.base.mjs';

export default app(['src/index.ts', 'src/run.ts', 'src/leave-with-parent.ts']);
