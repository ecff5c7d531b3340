import { library } from '../../tsup.base.mjs';

export default library(['src/index.ts', 'src/cli.ts']);
