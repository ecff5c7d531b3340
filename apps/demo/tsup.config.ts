import { app } from '../../tsup.base.mjs';

export default app(['src/index.ts', 'src/client.ts', 'src/token.ts']);
