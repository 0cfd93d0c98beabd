import type { ComponentChildren, VNode } from 'preact';
import { ASSETS } from '../assets.ts';
import { type Language, WORDS } from './words.ts';

export interface LayoutProps {
  readonly title: string;
  readonly language: Language;
  /** The same page in the other language; without it no link is shown. */
  readonly other?: string;
  /** More of the page's own, after what all pages share. */
  readonly style?: string;
  readonly script?: string;
  readonly children: ComponentChildren;
}

/** What all pages share. Everything in braces is escaped by Preact; no page builds HTML from text. */
export function Layout({ title, language, other, style, script, children }: LayoutProps): VNode {
  const words = WORDS[language];
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <link rel="icon" href={ASSETS.icon.url} type="image/svg+xml" />
        <link rel="stylesheet" href={ASSETS.style.url} />
        {style && <link rel="stylesheet" href={style} />}
        {script && <script src={script} defer />}
      </head>
      <body>
        <a class="skip" href="#main">
          {words.skip}
        </a>
        <header class="top">
          <a class="brand" href={language === 'en' ? '/?lang=en' : '/'}>
            <img src={ASSETS.icon.url} alt="" width="28" height="28" /> Recado
          </a>
          {other && (
            <a href={other} lang={language === 'es' ? 'en' : 'es'} hreflang={language === 'es' ? 'en' : 'es'}>
              {words.otherLanguage}
            </a>
          )}
        </header>
        {children}
      </body>
    </html>
  );
}
