import { testPages } from './authors-pages.ts';

testPages('en');
