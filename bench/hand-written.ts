/**
 * The same lesson as anybody would write it who had only this one to give: the texts in the code, one switch, JSON in
 * and out. It understands just enough of the script, keeps no history and plans no reminder: the least that a message
 * can cost. What it says and keeps must equal what the product says and keeps, and the bench stops when it does not.
 */
export interface HandState {
  step: 'separa' | 'maiz' | 'tarea';
  tries: number;
  separa?: string;
}

export interface HandTurn {
  readonly state: HandState;
  readonly text: string;
  readonly sms: string;
  readonly labels: readonly string[];
  readonly answer: { readonly step: string; readonly option: string; readonly correct?: boolean };
}

const MAIZ = 'Doña Chela vende 500 pesos de tamales. ¿De qué bote saca para el maíz de mañana?';
const BOTES = ['NEGOCIO', 'CASA'];
const SEPARA: Readonly<Record<string, { readonly option: string; readonly says: string }>> = {
  '1': { option: 'yes', says: 'Qué bien. Hoy lo afinamos.' },
  '2': { option: 'no', says: 'Hoy puede empezar con dos botes de cocina.' },
  '3': { option: 'not yet', says: 'Va a empezar hoy. Es más fácil de lo que parece.' },
  sí: { option: 'yes', says: 'Qué bien. Hoy lo afinamos.' },
  no: { option: 'no', says: 'Hoy puede empezar con dos botes de cocina.' },
  'todavía no': { option: 'not yet', says: 'Va a empezar hoy. Es más fácil de lo que parece.' },
};
const END = 'Para hoy, ponga dos botes o dos bolsas y écheles nombre. Cada domingo cuente el del NEGOCIO.';
const TASK =
  'Su tarea. Mándenos una foto de sus dos botes o de su libreta. También puede escribir o grabar cómo los hizo.';
const TASK_SMS = 'Su tarea. Escriba como hizo sus dos botes y cuanto puso en cada uno.';

/** The product's own words between two lessons, which are no part of the lesson. */
export interface Between {
  readonly text: string;
  readonly sms: string;
}

export function handWritten(state: HandState, said: string, between: Between): HandTurn {
  const word = said.trim().toLowerCase();
  switch (state.step) {
    case 'separa': {
      const { option, says } = SEPARA[word]!;
      return turn({ step: 'maiz', tries: 0, separa: option }, [says, MAIZ], BOTES, { step: 'separa', option });
    }
    case 'maiz': {
      const option = word === '1' || word === 'negocio' ? 'NEGOCIO' : 'CASA';
      const correct = option === 'NEGOCIO';
      const answer = { step: 'maiz', option, correct };
      const says = correct ? '¡Eso es! El negocio paga lo del negocio.' : 'Piénselo así, el maíz es para vender.';
      if (!correct && state.tries === 0) return turn({ ...state, tries: 1 }, [says, MAIZ], BOTES, answer);
      return {
        state: { ...state, step: 'tarea', tries: 0 },
        text: [says, END, between.text, TASK].join('\n\n'),
        sms: [says, END, between.sms, TASK_SMS].join('\n'),
        labels: [],
        answer,
      };
    }
    case 'tarea':
      throw new Error('The script ends before the homework.');
  }
}

function turn(
  state: HandState,
  says: readonly string[],
  labels: readonly string[],
  answer: HandTurn['answer'],
): HandTurn {
  return { state, text: says.join('\n\n'), sms: says.join('\n'), labels, answer };
}
