import { type IssueKind, warning } from './issue-kind.ts';

/** What walking every turn of a flow finds (workshop/explore/issues.ts): what they cost, and what is seen of them. */
export const TURN_ISSUES = {
  TURN_SEGMENTS: warning(
    'say: (a story of 250 letters)\nask: (a question of 120 letters)',
    'say: (the same)\nsms: (the story in 100 letters)',
  ),
  TURN_LETTERS: warning(
    'say: ¡Muy bien! 🎉 Hoy vemos los dos botes, uno para el negocio y otro para la casa.',
    'say: ¡Muy bien! Hoy vemos los dos botes, uno para el negocio y otro para la casa.',
  ),
  TURN_FOLD: warning(
    'say: Si su papá le ayuda con las cuentas del negocio, anoten juntos lo que entra y lo que sale.',
    'say: (the same)\nsms: Si su padre le ayuda con las cuentas del negocio, anoten juntos lo que entra y lo que sale.',
  ),
  TURN_SPLIT: warning(
    'say: (1,200 letters) and ask: (a question with options) right after it',
    'say: (half of it), and the rest after her answer',
  ),
  TURN_MESSAGES: warning('say: …\nimage: uno.jpg\n- say: …\n  image: dos.jpg', 'say: …\nimage: los-dos.jpg'),
  LESSON_REPLIES: warning('three questions in one lesson', 'two questions, and the third in the next lesson'),
  LESSON_MESSAGES: warning('four questions with two attempts each', 'two lessons of two questions'),
} as const satisfies Record<string, IssueKind>;
