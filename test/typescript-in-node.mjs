// Lets a process that a test starts run from the source: Node 20 cannot load TypeScript, so esbuild takes the types away on the way.
// Preloaded into every child process of the tests; it does nothing unless the program to run is a .ts file.
import { register } from 'node:module';

if (process.argv[1]?.endsWith('.ts') === true) register(new URL('./typescript-hooks.mjs', import.meta.url));
