import { describe, expect, it } from 'vitest';
import { commandIn, optInIn, optOutIn, smallTalk } from '../../../src/conversation/understand/index.ts';
import { COMMANDS } from '../../../src/locale/words.ts';
import { lexiconOf } from '../../locale/files.ts';

const es = lexiconOf('es-MX');

describe('commands', () => {
  it.each([
    ['AYUDA', 'help'],
    ['ayúdame por favor', 'help'],
    ['no le entiendo', 'help'],
    ['¿Cómo?', 'help'],
    ['?', 'help'],
    ['¿?', 'help'],
    ['otra vez', 'repeat'],
    ['PERSONA', 'person'],
    ['maestra', 'person'],
    ['kiero hablar con alguien', undefined],
    ['hablar con alguien', 'person'],
    ['menú', 'menu'],
    ['0', 'menu'],
    ['tarea', 'homework'],
    ['avance', 'progress'],
    ['idioma', 'language'],
    ['pausa', 'pause'],
    ['seguir', 'next'],
    ['lección', 'lesson'],
    ['mis datos', 'data'],
    ['queja', 'complaint'],
    ['¿Quién soy?', 'who-am-i'],
    ['alta', 'opt-in'],
    ['Listo!', 'done'],
    ['x favor menú', 'menu'],
  ])('%s → %s', (text, command) => {
    const found = commandIn(text, es);
    if (command) expect(found).toEqual({ command, exact: true });
    else expect(found?.exact ?? false).toBe(false);
  });

  it('forgives a typo and says so', () => {
    expect(commandIn('ayda', es)).toEqual({ command: 'help', exact: false });
    expect(commandIn('repitir', es)).toEqual({ command: 'repeat', exact: false });
    expect(commandIn('perzona', es)).toEqual({ command: 'person', exact: false });
    expect(commandIn('mneu', es)).toBeNull();
  });

  it.each([
    'tarde',
    'menos',
    'alto',
    'lata',
    'casa',
    'gatos',
    'hola',
    '1',
    '00',
    'sí',
    'mañana',
    'Quiero ver mi tarea de ayer',
    '',
    '👍',
  ])('%s is no command', (text) => {
    expect(commandIn(text, es)).toBeNull();
  });

  it('stand in every language that has words of its own, each with a word to teach', () => {
    for (const language of ['es', 'en', 'pt', 'fr']) {
      const lexicon = lexiconOf(language);
      for (const command of COMMANDS) {
        const taught = lexicon.taught[command];
        expect(commandIn(taught ?? '', lexicon), `${language} ${command}`).toEqual({ command, exact: true });
      }
    }
  });
});

describe('leaving', () => {
  it.each([
    'STOP',
    'stop.',
    'BAJA',
    'alto!!',
    'ALTO',
    'Parar',
    'para ya',
    'no más',
    'NO MÁS MENSAJES',
    'ya no quiero mensajes',
    'baja por favor',
    'ARRÊT',
    'sair',
    'Alto 😡',
  ])('%s is a stop', (text) => {
    expect(optOutIn(text, es)).toBe('stop');
  });
  it.each(['SALIR', 'cancelar', 'para', 'terminar', 'cancel'])('%s is asked back', (text) => {
    expect(optOutIn(text, es)).toBe('ambiguous');
  });
  it.each(['precio alto', 'venta baja', 'para mi hija', 'alta', 'stap', 'bajo', 'altto', 'alto o bajo', ''])(
    '%s does not leave',
    (text) => {
      expect(optOutIn(text, es)).toBeNull();
    },
  );
  it('is undone by its own words', () => {
    expect(optInIn('ALTA', es)).toBe(true);
    expect(optInIn('volver', es)).toBe(true);
    expect(optInIn('alto', es)).toBe(false);
    expect(optInIn('volver a ver', es)).toBe(false);
  });
});

describe('small talk', () => {
  it.each([
    ['Hola', 'greeting'],
    ['ola buenos días maestra', 'greeting'],
    ['muchas gracias!!', 'thanks'],
    ['ok gracias', 'thanks'],
    ['hola, al rato lo hago', 'readiness'],
    ['ahorita le mando gracias', 'readiness'],
    ['ok', 'ack'],
    ['👍👍', 'emoji'],
    ['hola vendí 300', null],
    ['gracias a mi venta compré maíz', null],
    ['', null],
  ])('%s → %s', (text, kind) => {
    expect(smallTalk(text, es)).toBe(kind);
  });
});
