import type { Manifest } from '../manifest.ts';
import { begin } from './begin.ts';
import { confirm } from './confirm.ts';
import type { EnrolMany } from './enrolling.ts';
import { forget } from './forget.ts';
import { judgeWith } from './judge.ts';
import { judged } from './judged.ts';
import { routesWith } from './routes.ts';
import { runWith } from './run.ts';

export { confirm } from './confirm.ts';
export type { EnrolMany } from './enrolling.ts';
export { forget } from './forget.ts';
export { type Doing, previewWith } from './preview.ts';
export type { Source } from './read/index.ts';
export { reportCsv, templateCsv } from './report.ts';
export { problemsQuery, type Told, toldOf, type View, viewed, type Words } from './view.ts';

/** Lists of people from CSV and XLSX files, which `enrol` puts into their programme: previewed, confirmed, done in slices. */
export const importing = (enrol: EnrolMany) =>
  ({
    name: 'import',
    operations: [begin, judgeWith(enrol), judged, confirm, runWith(enrol), forget],
    routes: routesWith(enrol),
  }) satisfies Manifest;
