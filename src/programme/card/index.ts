import type { Manifest } from '../manifest.ts';
import { programmesCard } from './routes.ts';

export { cardOf, sheetOf } from './card.ts';

/** The card that is handed out: how we write to her, and how she comes in. */
export const card = { name: 'card', routes: [programmesCard] } satisfies Manifest;
