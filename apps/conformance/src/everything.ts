import { createServer, type Server } from '@toolgate/core';
import { addPrompts } from './add-prompts.js';
import { addResources } from './add-resources.js';
import { addSkills } from './add-skills.js';
import { addAskingTools } from './tools/add-asking-tools.js';
import { addChangingTools } from './tools/add-changing-tools.js';
import { addContentTools } from './tools/add-content-tools.js';
import { addFormTools } from './tools/add-form-tools.js';
import { addLongTools } from './tools/add-long-tools.js';
import { addRoundTools } from './tools/add-round-tools.js';
import { addSchemaTools } from './tools/add-schema-tools.js';
import { addTaskTools } from './tools/add-task-tools.js';

// The suite calls the first tool of the list, and reads the first resource, whatever they are.
const parts = [
  addContentTools,
  addLongTools,
  addSchemaTools,
  addAskingTools,
  addFormTools,
  addRoundTools,
  addTaskTools,
  addChangingTools,
  addResources,
  addPrompts,
  addSkills,
];

/** The server the official suite calls "everything", not started. */
export function createEverything(): Server {
  const server = createServer({ name: 'everything', title: 'Conformance fixture', version: '0.0.0' });
  for (const add of parts) add(server);
  return server;
}
