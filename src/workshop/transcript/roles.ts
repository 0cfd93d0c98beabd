import type { Role } from '../../programme/on-duty.ts';

/** Whom a role is played by in a transcript: a word, in the language of its teacher, and a name for what she signs. */
export interface Played {
  readonly role: Role;
  readonly name: string;
}

/** They exist once a transcript names them. `docs/transcripts.md` lists them for authors. */
export const PLAYED: Readonly<Record<string, Played>> = {
  coordinadora: { role: 'coordinator', name: 'Marta' },
  coordinator: { role: 'coordinator', name: 'Marta' },
  facilitadora: { role: 'facilitator', name: 'Julia' },
  facilitator: { role: 'facilitator', name: 'Julia' },
  focal: { role: 'focal', name: 'Lupita' },
  suplente: { role: 'deputy', name: 'Elena' },
  deputy: { role: 'deputy', name: 'Elena' },
  quejas: { role: 'complaints', name: 'Rosario' },
  complaints: { role: 'complaints', name: 'Rosario' },
};
