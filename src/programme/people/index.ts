import type { Manifest } from '../manifest.ts';
import { peopleGet, peopleList, peopleSearch } from './routes.ts';

/** People as their team, its partners and other programs may see them. */
export const people = { name: 'people', routes: [peopleList, peopleSearch, peopleGet] } satisfies Manifest;
