/**
 * How far a field, a text or a note may travel: `public` anyone of the team and its partners; `team` those who work with
 * her; `restricted` the focal point and her counsellors; `never` leaves by no door but her own export.
 */
export const CLASSES = ['public', 'team', 'restricted', 'never'] as const;
export type Class = (typeof CLASSES)[number];

/** Path (`profile.estatus`, `person.ganancia`, `tag.lider`) → class, as a programme says it. */
export type FieldClasses = Readonly<Record<string, Class>>;

/**
 * Parts of names under which nobody keeps anything harmless: origin, migration status, ethnicity, belief, health, violence,
 * orientation, politics, papers (the special categories of the laws in docs/privacy.md), in Spanish, English, Portuguese
 * and French. Accents are folded; each begins a word of the name, so that `salud_mental` counts and `saludo` does not.
 */
const SENSITIVE = [
  'nacionalidad nationalit nacionalidade pais_de_origen pais_origen pais_nacimiento country_of_origen country_of_origin country_of_birth pays_origine pays_d_origine',
  'refugi asilo asyl migra migrant migrator immigr inmigr imigra estatus status_migra estado_migra situacion_migra residency_status legal_status statut visa pasaporte passport passaporte passeport',
  'etnia etnic ethni raza race raca indigen pueblo_originario autoadscrip afrodesc',
  'religi creencia belief crenca croyance politic partido_politico sindica union_member',
  'salud_ health saude sante enferm disease illness doenca maladie discapac disab deficien handicap embaraz pregnan gravid enceinte vih hiv sida diagnos medic',
  'violenc abuso abuse agresi aggress denuncia maltrato victima victim vitima',
  'orientacion_sexual sexual_orientation orientacao_sexual orientation_sexuelle genero_identidad identidad_de_genero gender_identity lgbt',
  'curp rut_ dni_ nie_ passnum cedula biometr huella antecedentes criminal',
].flatMap((line) => line.split(' '));
/** Whole words that are sensitive alone, but begin harmless ones. */
const ALONE = new Set([
  'salud',
  'estatus',
  'status',
  'rut',
  'dni',
  'nie',
  'asilo',
  'fe',
  'raza',
  'race',
  'raca',
  'etnia',
]);

/** Does the name of a field say that it holds what laws call sensitive? */
export function isSensitiveName(path: string): boolean {
  const name = path
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/^[a-z]+\./, '')
    .replace(/[^a-z0-9]+/g, '_');
  const words = name.split('_');
  if (words.some((word) => ALONE.has(word))) return true;
  const whole = `_${name}_`;
  return SENSITIVE.some((part) => whole.includes(`_${part}`));
}

/** The class of a field: what the programme says; else `never` where its name is sensitive; else the team's. */
export function classOf(path: string, fields: FieldClasses = {}): Class {
  return fields[path] ?? (isSensitiveName(path) ? 'never' : 'team');
}
