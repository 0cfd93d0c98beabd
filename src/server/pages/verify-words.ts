import type { Language } from './words.ts';

const es = {
  title: 'Comprobar una constancia',
  ask: 'Escriba el código que viene en la constancia.',
  code: 'Código',
  check: 'Comprobar',
  another: 'Comprobar otra',
  valid: 'Es válida',
  replaced: 'Es válida; hay otra impresión más reciente',
  revoked: 'Fue anulada: ya no vale',
  unknown: 'No hay ninguna constancia con ese código',
  unknownWhy: 'Revíselo: son diez letras y números. La letra O no se usa; es el número 0.',
  programme: 'Programa',
  number: 'Número',
  who: 'A nombre de',
  whoWhy: 'Por respeto a su privacidad, aquí solo se ve el nombre y una inicial. Compárelos con el papel.',
  day: 'Fecha',
  hours: 'Horas',
  since: 'Desde',
};

const en: typeof es = {
  title: 'Check a certificate',
  ask: 'Write the code that stands on the certificate.',
  code: 'Code',
  check: 'Check',
  another: 'Check another one',
  valid: 'It is valid',
  replaced: 'It is valid; there is a newer print of it',
  revoked: 'It was revoked: it does not hold any more',
  unknown: 'There is no certificate with that code',
  unknownWhy: 'Look at it again: ten letters and digits. The letter O is never used; it is the digit 0.',
  programme: 'Programme',
  number: 'Number',
  who: 'In the name of',
  whoWhy: 'For her privacy only the first name and an initial are shown here. Compare them with the paper.',
  day: 'Date',
  hours: 'Hours',
  since: 'Since',
};

export const VERIFY_WORDS: Readonly<Record<Language, typeof es>> = { es, en };
