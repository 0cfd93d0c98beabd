// The lesson `dos-botes` as data and a little sense, the same for every framework: what is written around it is theirs.
// The words are those of the pack; whoever starts us gives the opening and what is said between two lessons, as the product
// says them, and every reply is compared with the product's before anything is timed.

/** The word that opens the lesson where a framework begins by a message of hers. */
export const START = 'leccion';
export const SEPARA_LABELS = ['Sí', 'No', 'Todavía no'];
export const BOTES = ['NEGOCIO', 'CASA'];

export const MAIZ = 'Doña Chela vende 500 pesos de tamales. ¿De qué bote saca para el maíz de mañana?';
export const MAIZ_RIGHT = '¡Eso es! El negocio paga lo del negocio.';
export const MAIZ_WRONG = 'Piénselo así, el maíz es para vender.';
const END = 'Para hoy, ponga dos botes o dos bolsas y écheles nombre. Cada domingo cuente el del NEGOCIO.';
const TASK =
  'Su tarea. Mándenos una foto de sus dos botes o de su libreta. También puede escribir o grabar cómo los hizo.';

const SEPARA = new Map([
  ['1', 'yes'],
  ['2', 'no'],
  ['3', 'not yet'],
  ['sí', 'yes'],
  ['no', 'no'],
  ['todavía no', 'not yet'],
]);
const SEPARA_SAYS = {
  yes: 'Qué bien. Hoy lo afinamos.',
  no: 'Hoy puede empezar con dos botes de cocina.',
  'not yet': 'Va a empezar hoy. Es más fácil de lo que parece.',
};

const word = (text) => text.trim().toLowerCase();

export function separa(text) {
  const option = SEPARA.get(word(text)) ?? 'not yet';
  return { option, says: SEPARA_SAYS[option] };
}

export function bote(text) {
  const said = word(text);
  return said === '1' || said === 'negocio' ? 'NEGOCIO' : 'CASA';
}

/** One message a turn: what is said, then what is asked. */
export const together = (...parts) => parts.join('\n\n');

/** What closes the lesson, after the last feedback. */
export const closing = (said, between) => together(said, END, between, TASK);
