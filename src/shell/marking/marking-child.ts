// The process in which marked copies are made: it has a memory of its own to lose, and ends when the one that asked is gone.
import type { MarkedCopy } from '../ports.js';
import { markedBytes } from './marked-bytes.js';

process.on('disconnect', () => process.exit(0));
process.on('message', async (copy: MarkedCopy) => {
  const bytes = await markedBytes(copy).catch(() => null);
  process.send?.(bytes);
});
