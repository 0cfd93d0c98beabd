import type { Said, Tell } from '../locale/sentence.ts';
import type { Issue } from './issue.ts';

/** An issue in somebody's language. */
export interface ToldIssue extends Omit<Issue, 'message' | 'fix'> {
  /** One plain sentence with the offending word in it. */
  readonly message: string;
  /** "did you mean …", or what to write instead. */
  readonly fix?: string;
  /** What is filled into the sentence, by name: the same in every language but for words of ours. */
  readonly values: Readonly<Record<string, string | number>>;
}

export function told({ message, fix, ...issue }: Issue, tell: Tell): ToldIssue {
  const value = (one: string | number | Said) => (typeof one === 'object' ? tell(one) : one);
  return {
    ...issue,
    message: tell(message),
    ...(fix === undefined ? {} : { fix: tell(fix) }),
    values: Object.fromEntries(Object.entries(message.values).map(([name, one]) => [name, value(one)])),
  };
}
