import { CRASH } from './crash/suite.ts';
import { NETWORKS } from './network/networks.ts';
import { PROPERTIES } from './properties/index.ts';
import type { AnyTarget } from './target.ts';
import { TARGETS } from './targets/index.ts';

/** Everything that the long form runs in chunks: the kills, the doors, the network, the properties. */
export const SUITES: readonly AnyTarget[] = [
  CRASH,
  ...NETWORKS,
  ...TARGETS,
  ...PROPERTIES,
] as readonly unknown[] as readonly AnyTarget[];
