import { library } from '../../tsup.base.mjs';

export default library();
