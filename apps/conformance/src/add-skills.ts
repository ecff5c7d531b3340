import type { Server } from '@toolgate/core';
import { pixel } from './samples.js';

/** A skill with a file of its own, one in a folder, and one that is no text. */
export function addSkills(server: Server): Server {
  return server.skill('review-change', {
    description: 'Reviews a change before it is merged. Use it when somebody asks whether a change is good.',
    instructions: '# Review a change\n\nGo through `references/checklist.md`, and answer as in `answer.md`.\n',
    frontmatter: { license: 'MIT', metadata: { version: '1.0.0' } },
    files: {
      'answer.md': '# Answer\n\n- What is good\n- What must change\n',
      'references/checklist.md': '# Checklist\n\n- Is it tested?\n- Is it named well?\n',
      'references/badge.png': Buffer.from(pixel, 'base64'),
    },
  });
}
