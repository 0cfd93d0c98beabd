import type { Json } from '../../base/json.ts';
import { localDate } from '../../domain/time.ts';
import type { Exported } from './export.ts';

type Row = Readonly<Record<string, Json>>;

/** What each section is, in words for her who asked. */
const TITLES: Readonly<Record<string, string>> = {
  person: 'Quién es usted para nosotros',
  numbers: 'Sus números',
  consents: 'A qué dijo que sí o que no',
  programmes: 'En qué participa',
  answers: 'Lo que contestó en las lecciones',
  surveys: 'Lo que contestó en encuestas',
  digital_inclusion: 'Para qué usa el celular',
  outcomes: 'Lo que ha logrado',
  not_understood: 'Preguntas que quedaron sin respuesta',
  lessons: 'Sus lecciones',
  homework: 'Sus tareas',
  homework_parts: 'Lo que mandó en sus tareas',
  attendance: 'Su asistencia',
  said_would_come: 'Cuando avisó si venía',
  messages_from_her: 'Mensajes que nos mandó',
  messages_to_her: 'Mensajes que le mandamos',
  files: 'Fotos, audios y documentos',
  requests_for_a_person: 'Cuando pidió hablar con una persona',
  kept_apart: 'Lo que se guarda aparte',
  tags: 'Marcas en su ficha',
  tasks_about_her: 'Pendientes del equipo sobre usted',
  pauses: 'Sus pausas',
  certificates: 'Sus constancias',
  enterprises: 'Su negocio',
  household: 'Su hogar',
  requests_about_data: 'Lo que ha pedido sobre sus datos',
  applications: 'Sus solicitudes',
  visits: 'Visitas que le hicimos',
  scores: 'Cómo se evaluó su solicitud',
  decisions: 'Qué se decidió',
  lists: 'Listas en las que alguien la anotó',
  work_in_the_team: 'Su trabajo en el equipo',
};

const WHO_SEES = [
  'Su nombre y en qué va los ve el equipo que trabaja con usted.',
  'Su número lo ve su equipo; las organizaciones aliadas solo ven totales.',
  'Lo delicado (de dónde viene, su situación migratoria, su salud, su fe) no se muestra a nadie: está aquí porque usted lo pidió.',
  'Si mandó mensajes por WhatsApp, Meta sabe con qué número nos escribió y cuándo; lo que dice el mensaje llega cifrado hasta Meta y de ahí a nosotros.',
  'Puede pedir que lo corrijamos o lo borremos: escriba DATOS o PERSONA.',
];

/** The export as a page that she can read on a phone or print. `zone` is hers. */
export function summaryHtml(exported: Exported, zone: string, now: number): string {
  const name = exported['person']?.[0]?.['name'];
  const sections = Object.entries(exported).filter(([, rows]) => rows.length > 0);
  return `<!doctype html>
<html lang="es"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>Lo que guardamos de usted</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:1rem auto;padding:0 1rem}dt{font-weight:600}dd{margin:0 0 .3rem}li{margin-bottom:.6rem}</style></head><body>
<h1>Lo que guardamos de usted${typeof name === 'string' ? `, ${escaped(name)}` : ''}</h1>
<p>Hecho el ${localDate(now, zone)}. Todo está también, completo, en el archivo datos.json.</p>
<ul>${WHO_SEES.map((line) => `<li>${line}</li>`).join('')}</ul>
${sections.map(([section, rows]) => `<h2>${TITLES[section] ?? section}</h2>\n${section === 'kept_apart' ? apart(rows) : list(rows, zone)}`).join('\n')}
</body></html>
`;
}

function apart(rows: readonly Row[]): string {
  const notes = Number(rows[0]?.['notes'] ?? 0);
  return notes === 0
    ? '<p>Nada.</p>'
    : `<p>Hay ${notes === 1 ? 'una nota' : `${notes} notas`} que solo lee la persona de confianza. No van en este archivo, para que nadie más las lea en su teléfono: pídaselas a ella en persona.</p>`;
}

function list(rows: readonly Row[], zone: string): string {
  const items = rows.map((row) => {
    const fields = Object.entries(row).filter(([, value]) => value !== null && value !== '');
    return `<li><dl>${fields.map(([key, value]) => `<dt>${escaped(LABELS[key] ?? key.replaceAll('_', ' '))}</dt><dd>${escaped(shown(key, value, zone))}</dd>`).join('')}</dl></li>`;
  });
  return `<ul>${items.join('')}</ul>`;
}

/** The columns she meets most; the others keep their name, which the file with everything has too. */
const LABELS: Readonly<Record<string, string>> = {
  name: 'nombre',
  language: 'idioma',
  profile: 'su ficha',
  values: 'lo que las lecciones guardaron',
  phone: 'número',
  channel: 'por dónde',
  since: 'desde',
  state: 'estado',
  status: 'asistencia',
  programme: 'programa',
  cohort: 'grupo',
  session: 'sesión',
  flow: 'lección',
  step: 'pregunta',
  words: 'lo que escribió',
  understood: 'lo que entendimos',
  text: 'mensaje',
  said: 'mensaje',
  sent_at: 'enviado',
  happened_at: 'cuándo',
  entered_by: 'quién lo anotó',
  entered_at: 'anotado',
  created_at: 'cuándo',
  opened_at: 'empezado',
  finished_at: 'terminado',
  given: 'dijo que sí',
  shared: 'otras personas lo usan',
  file: 'archivo',
};

function shown(key: string, value: Json, zone: string): string {
  if (typeof value === 'number' && /(_at|^since|^until)$/.test(key) && value > 1e11) return localDate(value, zone);
  if (['given', 'shared', 'withdraws', 'correct', 'family_run'].includes(key)) return value ? 'sí' : 'no';
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const words = (value as Readonly<Record<string, Json>>)['text'];
    if (typeof words === 'string') return words;
    return Object.entries(value)
      .map(([name, inner]) => `${name}: ${typeof inner === 'object' ? JSON.stringify(inner) : String(inner)}`)
      .join('; ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
