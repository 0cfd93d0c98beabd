import type { Programme } from './programme.ts';

/** What the built-in consent, registration and choice of language say, in one language and one way of address. */
export interface Words {
  readonly consentTitle: string;
  readonly consent: string;
  readonly consentSms: string;
  readonly yes: string;
  readonly no: string;
  readonly phoneTitle: string;
  readonly phone: string;
  readonly alone: string;
  readonly shared: string;
  readonly safe: string;
  readonly safeYes: string;
  readonly safeNo: string;
  readonly profileTitle: string;
  readonly name: string;
  readonly place: string;
  readonly business: string;
  /** Speaking and reading apart: many speak a language that they never learnt to read. */
  readonly speaks: string;
  readonly reads: string;
  readonly readsSelf: string;
  readonly readsLittle: string;
  readonly readsHelped: string;
  readonly channel: string;
  /** After a session or an event: what she takes with her, whether it was of use, what she would change. */
  readonly reflectTitle: string;
  readonly reflectTakes: string;
  readonly reflectUse: string;
  readonly reflectMuch: string;
  readonly reflectSome: string;
  readonly reflectLittle: string;
  readonly reflectChange: string;
  readonly reflectThanks: string;
  /** Asked in all languages of the programme at once, before anything else. */
  readonly language: string;
}

export const USTED: Words = {
  consentTitle: 'Su permiso',
  consent:
    'Para acompañarle guardamos su nombre, su número y lo que nos conteste en este curso. Solo lo ve el equipo del programa, y puede borrarlo cuando quiera con la palabra DATOS. ¿Está de acuerdo?',
  consentSms:
    'Guardamos su nombre, su numero y sus respuestas, solo para este curso. Puede borrarlo con DATOS. ¿Acepta?',
  yes: 'Sí, de acuerdo',
  no: 'No, gracias',
  phoneTitle: 'Su teléfono',
  phone: '¿Alguien más lee este teléfono?',
  alone: 'Solo yo',
  shared: 'Lo comparto',
  safe: '¿Es seguro que le escribamos a cualquier hora sobre el curso?',
  safeYes: 'Sí, es seguro',
  safeNo: 'No',
  profileTitle: 'Su registro',
  name: '¿Cómo se llama?',
  place: '¿En qué comunidad vive?',
  business: '¿Qué vende o qué le gustaría vender?',
  language: '¿En qué idioma le escribimos?',
  speaks: '¿Qué lengua habla mejor?',
  reads: '¿Lee usted los mensajes?',
  readsSelf: 'Leo yo',
  readsLittle: 'Leo poco',
  readsHelped: 'Me los leen',
  channel: '¿Por dónde prefiere que le escribamos?',
  reflectTitle: '¿Cómo le fue?',
  reflectTakes: 'Gracias por venir. Tres preguntas cortas sobre lo de hoy. ¿Qué se lleva que le sirva en su negocio?',
  reflectUse: '¿Cuánto le sirvió?',
  reflectMuch: 'Mucho',
  reflectSome: 'Algo',
  reflectLittle: 'Poco',
  reflectChange: '¿Qué cambiaría para la próxima vez?',
  reflectThanks: '¡Gracias! Lo que nos dice ayuda a hacer mejor la próxima.',
};

const TU: Words = {
  consentTitle: 'Tu permiso',
  consent:
    'Para acompañarte guardamos tu nombre, tu número y lo que nos contestes en este curso. Solo lo ve el equipo del programa, y puedes borrarlo cuando quieras con la palabra DATOS. ¿Estás de acuerdo?',
  consentSms:
    'Guardamos tu nombre, tu numero y tus respuestas, solo para este curso. Puedes borrarlo con DATOS. ¿Aceptas?',
  yes: 'Sí, de acuerdo',
  no: 'No, gracias',
  phoneTitle: 'Tu teléfono',
  phone: '¿Alguien más lee este teléfono?',
  alone: 'Solo yo',
  shared: 'Lo comparto',
  safe: '¿Es seguro que te escribamos a cualquier hora sobre el curso?',
  safeYes: 'Sí, es seguro',
  safeNo: 'No',
  profileTitle: 'Tu registro',
  name: '¿Cómo te llamas?',
  place: '¿En qué comunidad vives?',
  business: '¿Qué vendes o qué te gustaría vender?',
  language: '¿En qué idioma te escribimos?',
  speaks: '¿Qué lengua hablas mejor?',
  reads: '¿Lees tú los mensajes?',
  readsSelf: 'Leo yo',
  readsLittle: 'Leo poco',
  readsHelped: 'Me los leen',
  channel: '¿Por dónde prefieres que te escribamos?',
  reflectTitle: '¿Cómo te fue?',
  reflectTakes: 'Gracias por venir. Tres preguntas cortas sobre lo de hoy. ¿Qué te llevas que te sirva en tu negocio?',
  reflectUse: '¿Cuánto te sirvió?',
  reflectMuch: 'Mucho',
  reflectSome: 'Algo',
  reflectLittle: 'Poco',
  reflectChange: '¿Qué cambiarías para la próxima vez?',
  reflectThanks: '¡Gracias! Lo que nos dices ayuda a hacer mejor la próxima.',
};

const ENGLISH: Words = {
  consentTitle: 'Your permission',
  consent:
    'To go with you through this course we keep your name, your number and your answers. Only the programme team sees them, and you can have them deleted at any time with the word DATOS. Do you agree?',
  consentSms: 'We keep your name, number and answers, for this course only. DATOS deletes them. Do you agree?',
  yes: 'Yes, I agree',
  no: 'No, thank you',
  phoneTitle: 'Your phone',
  phone: 'Does anyone else read this phone?',
  alone: 'Only me',
  shared: 'I share it',
  safe: 'Is it safe for us to write to you about the course at any hour?',
  safeYes: 'Yes, it is safe',
  safeNo: 'No',
  profileTitle: 'About you',
  name: 'What is your name?',
  place: 'Which community do you live in?',
  business: 'What do you sell, or what would you like to sell?',
  language: 'Which language shall we write in?',
  speaks: 'Which language do you speak best?',
  reads: 'Do you read the messages yourself?',
  readsSelf: 'I read them',
  readsLittle: 'I read a little',
  readsHelped: 'Someone reads them',
  channel: 'Where would you rather be written to?',
  reflectTitle: 'How was it?',
  reflectTakes:
    'Thank you for coming. Three short questions about today. What do you take with you that helps your business?',
  reflectUse: 'How useful was it?',
  reflectMuch: 'Very',
  reflectSome: 'Somewhat',
  reflectLittle: 'A little',
  reflectChange: 'What would you change next time?',
  reflectThanks: 'Thank you! What you say helps us do the next one better.',
};

const PORTUGUESE: Words = {
  consentTitle: 'A sua autorização',
  consent:
    'Para a acompanhar neste curso guardamos o seu nome, o seu número e as suas respostas. Só a equipa do programa os vê, e pode apagá-los quando quiser com a palavra DADOS. Está de acordo?',
  consentSms: 'Guardamos o seu nome, número e respostas, só para este curso. Pode apagar com DADOS. Aceita?',
  yes: 'Sim, de acordo',
  no: 'Não, obrigada',
  phoneTitle: 'O seu telemóvel',
  phone: 'Mais alguém lê este telemóvel?',
  alone: 'Só eu',
  shared: 'É partilhado',
  safe: 'É seguro escrevermos-lhe a qualquer hora sobre o curso?',
  safeYes: 'Sim, é seguro',
  safeNo: 'Não',
  profileTitle: 'O seu registo',
  name: 'Como se chama?',
  place: 'Em que localidade vive?',
  business: 'O que vende, ou o que gostaria de vender?',
  language: 'Em que língua lhe escrevemos?',
  speaks: 'Que língua fala melhor?',
  reads: 'É a senhora que lê as mensagens?',
  readsSelf: 'Leio eu',
  readsLittle: 'Leio pouco',
  readsHelped: 'Leem-mas',
  channel: 'Por onde prefere que lhe escrevamos?',
  reflectTitle: 'Como correu?',
  reflectTakes:
    'Obrigada por ter vindo. Três perguntas curtas sobre hoje. O que leva consigo que sirva no seu negócio?',
  reflectUse: 'Quanto lhe serviu?',
  reflectMuch: 'Muito',
  reflectSome: 'Alguma coisa',
  reflectLittle: 'Pouco',
  reflectChange: 'O que mudaria da próxima vez?',
  reflectThanks: 'Obrigada! O que nos diz ajuda a fazer melhor a próxima.',
};

const FRENCH: Words = {
  consentTitle: 'Votre accord',
  consent:
    "Pour vous accompagner dans ce cours nous gardons votre nom, votre numéro et vos réponses. Seule l'équipe du programme les voit, et vous pouvez les faire effacer quand vous voulez avec le mot DONNÉES. Êtes-vous d'accord ?",
  consentSms:
    'Nous gardons votre nom, numéro et réponses, pour ce cours seulement. DONNEES les efface. Acceptez-vous ?',
  yes: "Oui, d'accord",
  no: 'Non, merci',
  phoneTitle: 'Votre téléphone',
  phone: "Quelqu'un d'autre lit-il ce téléphone ?",
  alone: 'Moi seule',
  shared: 'Je le partage',
  safe: 'Pouvons-nous vous écrire sans risque à toute heure au sujet du cours ?',
  safeYes: 'Oui, sans risque',
  safeNo: 'Non',
  profileTitle: 'Votre inscription',
  name: 'Comment vous appelez-vous ?',
  place: 'Dans quelle commune vivez-vous ?',
  business: 'Que vendez-vous, ou que voudriez-vous vendre ?',
  language: 'Dans quelle langue vous écrire ?',
  speaks: 'Quelle langue parlez-vous le mieux ?',
  reads: 'Lisez-vous les messages vous-même ?',
  readsSelf: 'Je les lis',
  readsLittle: 'Je lis un peu',
  readsHelped: 'On me les lit',
  channel: 'Par où préférez-vous recevoir nos messages ?',
  reflectTitle: 'Comment était-ce ?',
  reflectTakes:
    "Merci d'être venue. Trois petites questions sur aujourd'hui. Qu'emportez-vous d'utile pour votre activité ?",
  reflectUse: 'Était-ce utile ?',
  reflectMuch: 'Très',
  reflectSome: 'Un peu',
  reflectLittle: 'Pas beaucoup',
  reflectChange: 'Que changeriez-vous la prochaine fois ?',
  reflectThanks: 'Merci ! Ce que vous dites nous aide à mieux faire la prochaine fois.',
};

/** To be read by a native speaker before a programme uses it, as locales/ar says. */
const ARABIC: Words = {
  consentTitle: 'موافقتكم',
  consent:
    'لنرافقكم في هذه الدورة نحفظ اسمكم ورقمكم وأجوبتكم. لا يراها إلا فريق البرنامج، ويمكنكم طلب حذفها متى شئتم بكلمة بياناتي. هل توافقون؟',
  consentSms: 'نحفظ اسمكم ورقمكم وأجوبتكم لهذه الدورة فقط. كلمة بياناتي تحذفها. هل توافقون؟',
  yes: 'نعم، أوافق',
  no: 'لا، شكرا',
  phoneTitle: 'هاتفكم',
  phone: 'هل يقرأ أحد غيركم هذا الهاتف؟',
  alone: 'أنا فقط',
  shared: 'أشاركه',
  safe: 'هل من الآمن أن نكتب لكم في أي ساعة عن الدورة؟',
  safeYes: 'نعم، آمن',
  safeNo: 'لا',
  profileTitle: 'تسجيلكم',
  name: 'ما اسمكم؟',
  place: 'في أي بلدة تسكنون؟',
  business: 'ماذا تبيعون، أو ماذا تريدون أن تبيعوا؟',
  language: 'بأي لغة نكتب لكم؟',
  speaks: 'ما اللغة التي تتكلمونها أفضل؟',
  reads: 'هل تقرؤون الرسائل بأنفسكم؟',
  readsSelf: 'أقرؤها',
  readsLittle: 'أقرأ قليلا',
  readsHelped: 'تُقرأ لي',
  channel: 'أين تفضلون أن نكتب لكم؟',
  reflectTitle: 'كيف كان اليوم؟',
  reflectTakes: 'شكرًا على حضوركم. ثلاثة أسئلة قصيرة عن اليوم. ما الذي استفدتموه لعملكم؟',
  reflectUse: 'كم كان مفيدًا؟',
  reflectMuch: 'كثيرًا',
  reflectSome: 'بعض الشيء',
  reflectLittle: 'قليلًا',
  reflectChange: 'ماذا تغيّرون في المرة القادمة؟',
  reflectThanks: 'شكرًا! ما تقولونه يساعدنا على تحسين المرة القادمة.',
};

/** A map: a language of a pack may be called `constructor`. */
const OTHERS: ReadonlyMap<string, Words> = new Map([
  ['en', ENGLISH],
  ['pt', PORTUGUESE],
  ['fr', FRENCH],
  ['ar', ARABIC],
]);

/** Ours in that language; undefined where we have none. */
export function wordsFor(language: string, address: Programme['address']): Words | undefined {
  const base = language.split('-')[0]!;
  return base === 'es' ? (address === 'tu' ? TU : USTED) : OTHERS.get(base);
}
