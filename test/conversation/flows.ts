/** A small pack, written as an author would. */
export const BOTES = `lesson: botes
title: Dos botes
steps:
  - say: Hoy vemos los dos botes.
  - ask: ¿Ya separa el dinero?
    id: separa
    answer: yes-no-notyet
    save: person.separa
    when:
      yes: [{ say: Qué bien. }]
      not yet: [{ say: Va a empezar hoy. }]
  - if: person.separa == "yes"
    then: [{ say: Ya va adelante. }]
  - quiz: ¿De qué bote sale el maíz?
    id: maiz
    options: [NEGOCIO, CASA]
    correct: NEGOCIO
    attempts: 2
    right: ¡Eso es!
    wrong: Piénselo así, el maíz es para vender.
  - homework: libreta
  - say: Hasta la próxima.
`;

export const LIBRETA = `homework: libreta
title: Su libreta
ask: Mándenos una foto de su libreta.
sms: Escriba como hizo su libreta.
accept: [photo, text, voice]
due: 3 days at 20:00
`;

export const PRECIO = `lesson: precio
title: Poner precio
steps:
  - ask: ¿Cuántas hace por semana?
    id: cuantas
    answer: number
    save: person.cuantas
    hint: Escriba solo el número, por ejemplo 30.
  - ask: ¿Qué es lo que más vende?
    id: producto
    answer: text
    save: person.producto
  - ask: ¿En cuánto lo vende?
    id: precio
    answer: money
    save: person.precio
    private: false
  - say: Anotado, {{name|vecina}}.
`;

export const PACK = [BOTES, PRECIO, LIBRETA];
