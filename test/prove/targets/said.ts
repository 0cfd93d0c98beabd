import fc from 'fast-check';
import { anyWords } from '../bytes.ts';

/** What learners write: answers, commands, opt-outs, join words, greetings, and anything. */
export const said: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      'MITIERRA', 'llera', 'si', 'no', 'todavia no', '1', '2', '3', '0', '12', '350', '1.500', '2 mil', 'rosa', 'negocio', 'casa',
      'ayuda', 'repetir', 'persona', 'menu', 'tarea', 'tarea 1 ya esta', 'avance', 'idioma', 'español', 'english', 'pausa', 'seguir',
      'datos', 'borrar', 'queja', 'quien soy', 'stop', 'baja', 'alto', 'alta', 'start', 'salir', 'cancelar', 'listo', 'gracias',
      'al rato', 'ok', 'ya', 'me pega', 'hartas', 'mande', '👍', '🙂', 'PRUEBO', 'soy Luz', 'HOY', 'LISTA s1 1 2', 'RESPONDER 14 hola',
    ),
  },
  anyWords,
);
