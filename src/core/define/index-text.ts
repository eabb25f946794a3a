// A definition made by the program as the text of its file, with the lines that tell editors the schema.
import { stringify } from 'yaml';

/** `schema`: where the schema stands, seen from the file; null: it is not there. */
export const indexText = (index: unknown, schema: string | null): string => {
  const modeline = schema === null ? '' : `# yaml-language-server: $schema=${schema}\n# $schema: ${schema}\n`;
  return `${modeline}${stringify(index, { aliasDuplicateObjects: false, lineWidth: 120 })}`;
};
