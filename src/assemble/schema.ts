import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_KINDS } from '../flow/kind.ts';
import { CORE_VERBS } from '../flow/steps/index.ts';
import { packSchemas, SCHEMA_FILES } from '../workshop/schema/files.ts';
import { FILE_KINDS, VERBS } from './capabilities.ts';

/** Every schema as a file: name → JSON. */
export function schemaTexts(): Readonly<Record<string, string>> {
  const verbs = [...new Map([...CORE_VERBS, ...VERBS].map((verb) => [verb.verb, verb])).values()];
  const schemas = packSchemas(verbs, [...CORE_KINDS, ...FILE_KINDS]);
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [`${name}.json`, `${JSON.stringify(schema, null, 2)}\n`]),
  );
}

/** `recado schema`: writes them, in the place of older ones. Gives their paths, and what an editor is told. */
export function writeSchemas(
  folder: string,
  flows: string,
  locales: string,
): { readonly written: readonly string[]; readonly settings: string } {
  mkdirSync(folder, { recursive: true });
  const written = Object.entries(schemaTexts()).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  const near = (path: string) => path.replace(/^\.\//, '').replace(/\/$/, '');
  const yaml = Object.entries(SCHEMA_FILES).map(([name, files]) => [
    `./${near(folder)}/${name}.json`,
    `${near(flows)}/${files}`,
  ]);
  const json = [
    {
      fileMatch: [`${near(locales)}/*/*.json`, `!${near(locales)}/*/{system,system.tu,words}.json`],
      url: `./${near(folder)}/translation.json`,
    },
  ];
  return {
    written,
    settings: JSON.stringify({ 'yaml.schemas': Object.fromEntries(yaml), 'json.schemas': json }, null, 2),
  };
}
