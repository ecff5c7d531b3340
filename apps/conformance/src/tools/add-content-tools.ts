import { type Server, ToolError } from '@toolgate/core';
import { pixel, silence } from '../samples.js';

/** Tools that answer each kind of content, and one that fails. */
export function addContentTools(server: Server): Server {
  return server
    .tool('test_simple_text', { description: 'Answers one text' }, () => 'This is a simple text response for testing.')
    .tool('test_image_content', { description: 'Answers a picture' }, () => ({
      type: 'image',
      data: pixel,
      mimeType: 'image/png',
    }))
    .tool('test_audio_content', { description: 'Answers a sound' }, () => ({
      type: 'audio',
      data: silence,
      mimeType: 'audio/wav',
    }))
    .tool('test_embedded_resource', { description: 'Answers a resource' }, () => ({
      type: 'resource',
      resource: {
        uri: 'test://embedded-resource',
        mimeType: 'text/plain',
        text: 'This is an embedded resource content.',
      },
    }))
    .tool('test_multiple_content_types', { description: 'Answers a text, a picture and a resource' }, () => [
      { type: 'text', text: 'Multiple content types test:' },
      { type: 'image', data: pixel, mimeType: 'image/png' },
      {
        type: 'resource',
        resource: { uri: 'test://mixed-content-resource', mimeType: 'application/json', text: '{"test":"data"}' },
      },
    ])
    .tool('test_error_handling', { description: 'Always fails' }, () => {
      throw new ToolError('INTENDED', 'This tool intentionally returns an error for testing');
    });
}
