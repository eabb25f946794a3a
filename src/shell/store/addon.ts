// Where the compiled part of better-sqlite3 stands: told, it is loaded at once; untold, a dozen folders are searched for it in every call.
import { createRequire } from 'node:module';

/** Without it, where it stands in no usual place, the package searches by itself. */
export const addon = (): { readonly nativeBinding?: string } => {
  try {
    const nativeBinding = createRequire(import.meta.url).resolve('better-sqlite3/build/Release/better_sqlite3.node');
    return { nativeBinding };
  } catch {
    return {};
  }
};
