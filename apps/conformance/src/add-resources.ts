import type { Server } from '@toolgate/core';
import { pixel } from './samples.js';

/** Resources: text, bytes, a template, and one that can be watched. */
export function addResources(server: Server): Server {
  return server
    .resource(
      'static-text',
      { uri: 'test://static-text', description: 'A text', mimeType: 'text/plain' },
      () => 'This is the content of the static text resource.',
    )
    .resource('static-binary', { uri: 'test://static-binary', description: 'A picture', mimeType: 'image/png' }, () =>
      Buffer.from(pixel, 'base64'),
    )
    .resource(
      'template-data',
      { template: 'test://template/{id}/data', description: 'Data of an id', mimeType: 'application/json' },
      ({ id }) => ({ id, templateTest: true, data: `Data for ID: ${id}` }),
    )
    .resource(
      'watched-resource',
      { uri: 'test://watched-resource', description: 'A text to subscribe to', mimeType: 'text/plain' },
      () => 'This is the content of the watched resource.',
    );
}
