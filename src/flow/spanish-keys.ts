/** Keys, verbs and values of the language → what a trainer who thinks in Spanish writes for them, without accents. */
const SPANISH: readonly (readonly [string, string])[] = [
  ['say', 'diga di decir dice mensaje'],
  ['ask', 'pregunta pregunte preguntar'],
  ['quiz', 'examen prueba acertijo'],
  ['choose', 'elija elige elegir escoja escoge escoger'],
  ['if', 'si condicion'],
  ['then', 'entonces'],
  ['else', 'sino'],
  ['set', 'poner ponga'],
  ['tag', 'etiqueta'],
  ['run', 'correr ejecutar'],
  ['wait', 'espera espere esperar'],
  ['at-random', 'azar al-azar'],
  ['end', 'fin terminar'],
  ['homework', 'tarea'],
  ['check-in', 'asistencia'],
  ['survey', 'encuesta'],
  ['certificate', 'constancia certificado'],
  ['lesson', 'leccion clase'],
  ['service', 'servicio'],
  ['title', 'titulo'],
  ['steps', 'pasos'],
  ['answer', 'respuesta'],
  ['options', 'opciones'],
  ['correct', 'correcta correcto'],
  ['attempts', 'intentos'],
  ['wrong', 'incorrecta incorrecto'],
  ['hint', 'pista'],
  ['required', 'obligatoria obligatorio requerida requerido'],
  ['private', 'privada privado'],
  ['remind', 'recordar recuerde'],
  ['save', 'guardar guarda guarde'],
  ['when', 'cuando'],
  ['min', 'minimo'],
  ['max', 'maximo'],
  ['image', 'imagen'],
  ['document', 'documento'],
  ['accept', 'acepta aceptar'],
  ['due', 'plazo vence'],
  ['review', 'revision revisar'],
  ['programme', 'programa'],
  ['languages', 'idiomas'],
  ['currency', 'moneda'],
  ['timezone', 'zona-horaria'],
  ['modules', 'modulos'],
  ['lessons', 'lecciones'],
  ['sessions', 'sesiones'],
  ['words', 'palabras'],
  ['reminders', 'recordatorios'],
  ['calendar', 'calendario'],
  ['text', 'texto'],
  ['number', 'numero'],
  ['money', 'dinero monto'],
  ['date', 'fecha'],
  ['yes-no', 'si-no sino'],
  ['yes-no-notyet', 'si-no-todavia si-no-aun-no'],
  ['choice', 'opcion eleccion'],
  ['name', 'nombre'],
  ['photo', 'foto'],
  ['voice', 'voz'],
  ['location', 'ubicacion'],
  ['any', 'cualquiera'],
  ['yes', 'si'],
  ['not yet', 'todavia-no aun-no'],
  ['mon', 'lunes lun'],
  ['tue', 'martes mar'],
  ['wed', 'miercoles mie'],
  ['thu', 'jueves jue'],
  ['fri', 'viernes vie'],
  ['sat', 'sabado sab'],
  ['sun', 'domingo dom'],
];

const MEANT = new Map<string, string[]>();
for (const [ours, words] of SPANISH)
  for (const word of words.split(' ')) MEANT.set(word, [...(MEANT.get(word) ?? []), ours]);

/** The word of the language that a Spanish one stands for, of those that may stand there; undefined where none or two do. */
export function fromSpanish(folded: string, known: ReadonlySet<string>): string | undefined {
  const meant = MEANT.get(folded.trim().replace(/[\s_/-]+/g, '-'))?.filter((word) => known.has(word)) ?? [];
  return meant.length === 1 ? meant[0] : undefined;
}

const UNITS: Readonly<Record<string, string>> = {
  minuto: 'minute',
  hora: 'hour',
  dia: 'day',
  semana: 'week',
  mes: 'month',
};

/** `3 días a las 20:00` → `3 days at 20:00`; undefined where it is no length of time in Spanish. */
export function spanishTime(written: string): string | undefined {
  const folded = written.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
  const [, amount, unit, side, clock] =
    /^(\d{1,4}) (minuto|hora|dia|semana|mes)(?:s|es)?(?: (antes|despues))?(?: a las? (\d{1,2}:\d{2}))?$/.exec(folded) ??
    [];
  if (amount === undefined) return undefined;
  const length = `${amount} ${UNITS[unit!]}${amount === '1' ? '' : 's'}`;
  return `${length}${side ? (side === 'antes' ? ' before' : ' after') : ''}${clock ? ` at ${clock}` : ''}`;
}
