import { RecadoError } from '../../base/errors.ts';
import type { Programme } from '../../flow/programme.ts';
import { normalise } from '../../text/normalise.ts';

/** What a column may hold, with the names it goes by in Spanish, English and Portuguese, as `normalise` leaves them. */
const NAMES = {
  name: 'nombre|nombre completo|nombre y apellido|nombre y apellidos|nombres|participante|beneficiaria|alumna|emprendedora|name|full name|nome|nome completo',
  surname: 'apellido|apellidos|apellido paterno|primer apellido|surname|last name|sobrenome|apelido',
  surname2: 'apellido materno|segundo apellido',
  phone:
    'telefono|tel|telefono celular|celular|cel|movil|whatsapp|numero de telefono|numero de celular|numero telefonico|phone|phone number|mobile|cell|telefone|telemovel|contacto telefonico',
  language: 'idioma|lengua|language|lang|lingua',
  cohort: 'cohorte|generacion|cohort|coorte|turma',
  group: 'grupo|group',
  site: 'comunidad|sitio|ejido|localidad|pueblo|community|village|site|comunidade',
  stage: 'etapa|fase|stage|phase',
  partner: 'socio|socia|aliado|aliada|organizacion|partner|organization|parceiro|parceira|organizacao',
  signed: 'fecha de consentimiento|fecha consentimiento|fecha de firma|firmo|consent date|data do consentimento',
  sheet: 'folio|hoja|comprobante|proof|consent sheet|folha',
} as const satisfies Record<string, string>;
export type Core = keyof typeof NAMES;
/** A core field or `profile.<key>`. */
export type Field = Core | `profile.${string}`;

/** Names that mean this only where no column says it better: `Número` is often the number of the row. */
const WEAK: Readonly<Record<string, Core>> = {
  numero: 'phone',
  number: 'phone',
  num: 'phone',
  fecha: 'signed',
  date: 'signed',
  data: 'signed',
};
const SEX = ['sexo', 'genero', 'sex', 'gender'];

export interface Column {
  readonly at: number;
  /** As the file has it. */
  readonly heading: string;
  readonly field: Field;
}

export interface Columns {
  readonly columns: readonly Column[];
  /** Headings of columns that nobody asked for: they are not read. */
  readonly ignored: readonly string[];
}

export const CORE = Object.keys(NAMES) as readonly Core[];
const BY_NAME = new Map<string, Core>(
  CORE.flatMap((field) => [field, ...NAMES[field].split('|')].map((name) => [name, field] as const)),
);

/**
 * Which column holds what. Others than these are read only where the programme declares such a field, or the importer says so
 * (`Columna` → `profile.campo`, a field's name, or `-`). Throws IMPORT_COLUMN_MISSING, IMPORT_COLUMN_TWICE, IMPORT_MAP_WRONG.
 */
export function columnsOf(
  header: readonly string[],
  { fields = {} }: Pick<Programme, 'fields'>,
  map: Readonly<Record<string, string>> = {},
): Columns {
  const headings = header.map((cell) => cell.replace(/\s+/g, ' ').trim());
  const names = headings.map(normalise);
  const declared = new Map(
    Object.keys(fields).flatMap((path) =>
      path.startsWith('profile.') ? [[normalise(path.slice(8)), path as Field]] : [],
    ),
  );
  const mapped = new Map<number, Field | '-'>();
  for (const [column, to] of Object.entries(map)) {
    const at = names.indexOf(normalise(column));
    const field = fieldCalled(to);
    if (at < 0 || !field)
      throw new RecadoError('IMPORT_MAP_WRONG', {
        column: column.slice(0, 80),
        field: to.slice(0, 80),
        known: CORE.join(', '),
      });
    mapped.set(at, field);
  }
  const strong = names.map((name, at): Field | '-' | undefined => {
    if (mapped.has(at)) return mapped.get(at);
    if (name === '') return undefined;
    return declared.get(name) ?? BY_NAME.get(name) ?? (SEX.includes(name) ? 'profile.sexo' : undefined);
  });
  const has = (field: Field) => strong.includes(field);
  const columns = strong.flatMap((field, at): Column[] => {
    const weak = field === undefined ? WEAK[names[at]!] : undefined;
    const means = field ?? (weak && !has(weak) && (weak !== 'signed' || has('sheet')) ? weak : undefined);
    return means === undefined || means === '-' ? [] : [{ at, heading: headings[at]!, field: means }];
  });
  const missing = (['name', 'phone'] as const).filter((field) => !columns.some((one) => one.field === field));
  if (missing.length > 0) {
    const said = { name: 'nombre / name', phone: 'teléfono / phone' };
    throw new RecadoError('IMPORT_COLUMN_MISSING', { missing: missing.map((field) => said[field]).join(', ') });
  }
  for (const { field } of columns) {
    const same = columns.filter((one) => one.field === field).map(({ heading }) => heading.slice(0, 80));
    if (same.length > 1)
      throw new RecadoError('IMPORT_COLUMN_TWICE', { columns: same.join(', '), field, last: same.at(-1)! });
  }
  const read = new Set(columns.map(({ at }) => at));
  const ignored = headings.filter((heading, at) => heading !== '' && !read.has(at));
  return { columns, ignored };
}

function fieldCalled(to: string): Field | '-' | undefined {
  const said = to.trim();
  if (said === '-') return '-';
  if (/^(profile|perfil)\.[\p{L}\p{N}_]{1,60}$/u.test(said)) return `profile.${said.slice(said.indexOf('.') + 1)}`;
  return BY_NAME.get(normalise(said));
}
