import type { Tell } from './sentence.ts';
import type { Texts } from './texts.ts';

/** Says sentences in one language. A value `count` picks the plural. Throws on a key that no catalogue has. */
export function teller(texts: Pick<Texts, 'say'>, language: string): Tell {
  const tell: Tell = ({ key, values }) => {
    const vars: Record<string, string | number> = {};
    for (const [name, value] of Object.entries(values)) vars[name] = typeof value === 'object' ? tell(value) : value;
    const { count } = vars;
    return texts.say(key, { language, vars, ...(typeof count === 'number' ? { count } : {}) }).text;
  };
  return tell;
}
