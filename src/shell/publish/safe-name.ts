// Which names may become names of files: ids and codes come from definitions and data, and a path must not be made of them.

/** One plain folder or file name, the same on every system: no way out of the folder, no device of Windows. */
export const isSafeName = (name: string): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name) &&
  !name.endsWith('.') &&
  !/^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i.test(name);
