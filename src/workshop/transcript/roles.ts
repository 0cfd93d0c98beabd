import type { Role } from '../../programme/on-duty.ts';

/** Whom a role is played by in a transcript: a word, and a name for what she signs. */
export interface Played {
  readonly role: Role;
  readonly name: string;
  /** The language of that word, which she speaks; absent: that of the header. */
  readonly language?: 'es' | 'en';
}

/** They exist once a transcript names them. `docs/transcripts.md` lists them for authors. */
export const PLAYED: Readonly<Record<string, Played>> = {
  coordinadora: { role: 'coordinator', name: 'Marta', language: 'es' },
  coordinator: { role: 'coordinator', name: 'Marta', language: 'en' },
  facilitadora: { role: 'facilitator', name: 'Julia', language: 'es' },
  facilitator: { role: 'facilitator', name: 'Julia', language: 'en' },
  focal: { role: 'focal', name: 'Lupita' },
  suplente: { role: 'deputy', name: 'Elena', language: 'es' },
  deputy: { role: 'deputy', name: 'Elena', language: 'en' },
  quejas: { role: 'complaints', name: 'Rosario', language: 'es' },
  complaints: { role: 'complaints', name: 'Rosario', language: 'en' },
};
