import type { Handlers } from '../manifest.ts';

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** Her language has neither text nor recording of a step: it went out in another. */
    'fallback.used': {
      readonly personId: string;
      /** `<programme>/<flow>`. */
      readonly flow: string;
      readonly step: string;
      readonly language: string;
      readonly used: string;
    };
  }
}

/** What is counted is the pack: the row names nobody. */
export const fallbackUsed: Handlers['fallback.used'] = ({ flow, step, language, used }, { workspace, now }) => {
  const slash = flow.indexOf('/');
  const values = { workspace, programme: flow.slice(0, slash), flow: flow.slice(slash + 1), step, language, used };
  return [{ op: 'insert', table: 'fallback_used', values: { ...values, at: now } }];
};
