import { createEverything } from './everything.js';

// HTTP where --port is given (0 takes a free one), else stdio. The URL is all it prints on standard output.
await createEverything().run({ onListening: ({ url }) => console.log(url) });
