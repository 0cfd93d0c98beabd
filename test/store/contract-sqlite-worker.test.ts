import { contract } from './contract.ts';
import { ENGINES } from './setup.ts';

// A file for each engine, so that they run side by side.
contract(ENGINES[1]!);
