import { toolCatalogues } from '../../src/locale/catalogue.ts';
import { teller } from '../../src/locale/teller.ts';
import { createTexts } from '../../src/locale/texts.ts';
import { localeFiles } from './files.ts';

const texts = createTexts(toolCatalogues(localeFiles));

/** What the author's tools say, in each of their languages. */
export const english = teller(texts, 'en');
export const spanish = teller(texts, 'es');
