import { describe, expect, test } from 'vitest';
import { lexiconOf } from '../locale/files.ts';
import { PRECIO } from './flows.ts';
import { Talk } from './talk.ts';

/** Sentences that say that somebody may be in danger. */
const CALLS = `
me pega
mi marido me pega cuando toma
ayer me pegó otra vez
él me pega y no sé qué hacer
mis suegros me pegan
me está pegando
dice que me va a pegar si salgo
me golpea
me golpeó enfrente de los niños
mi pareja me maltrata
me amenaza con quitarme a los niños
me amenazó con un machete
me tiene amenazada
me quiere matar
dice que me va a matar
me mata si se entera
me encerró en el cuarto
me tiene encerrada
no me deja salir
no me deja salir de la casa
no me deja salir a vender sola, me cela
tengo miedo
tengo mucho miedo
tengo miedo de mi marido
TENGO MIEDO DE MI ESPOSO
tengo miedo de llegar a mi casa
tengo miedo de que me mate
tengo miedo de pedir ayuda
harina 30, huevo 20 y tengo miedo de mi marido
le tengo miedo a mi esposo
vivo con miedo
me quiero morir
quiero morirme
ya no quiero vivir
no quiero vivir así
me quiero matar
he pensado en quitarme la vida
auxilio
¡AUXILIO!
socorro
Socorro por favor
me violó
abusaron de mí
mi tío me manosea
me obliga a tener relaciones
me corrió de la casa con mis hijos
mi marido me quita lo que gano
estoy en peligro
no tengo miedo de pedir crédito, tengo miedo de mi marido
me pega el sol y en la casa me pega mi marido
me muero de hambre y él me pega
he hits me
my husband hits me
he beats me up
he threatens me
he is going to kill me
he won't let me out
he doesn't let me leave the house
I'm scared
i am afraid of my husband
I'm afraid to go home
i want to die
I don't want to live anymore
he raped me
i am in danger
ele bate-me
o meu marido me bate
ele me bateu ontem
ameaçou-me com uma faca
vai me matar
não me deixa sair de casa
trancou-me no quarto
tenho medo
tenho medo do meu marido
quero morrer
não quero mais viver
abusou de mim
estou em perigo
mon mari me frappe
j'ai peur de mon mari
au secours
`;

/** Sentences that only sound like one. */
const FRIENDS = `
tengo miedo de pedir crédito
tengo miedo de pedir prestado
tengo miedo a pedir un préstamo
tengo miedo de endeudarme
tengo miedo de deber tanto
tengo miedo al banco
le tengo miedo a los bancos
tengo miedo a las deudas
tengo miedo de firmar el pagaré
tengo miedo de subir el precio
tengo miedo de subirle a las gorditas
tengo miedo de cobrarles más a mis vecinas
tengo miedo de fiar
tengo miedo de invertir
tengo miedo de no vender nada
tengo miedo de que no se venda
tengo miedo de que no me compren
tengo miedo de que se me eche a perder la fruta
tengo miedo de no poder pagar
tengo miedo de fracasar
tengo miedo de equivocarme en la cuenta
tengo miedo de perder clientas
tengo miedo de perder mi dinero
tengo miedo de perder mi negocio
tengo miedo de hablar en público
tengo miedo de empezar
tengo miedo a la competencia
le tengo miedo a la tecnología
no tengo miedo
me pega el sol
me pega mucho el sol en el puesto
me pega duro la crisis
me pega la inflación
me pega en el bolsillo
me pegó la gripa
me pegó el dengue
me pega el hambre a mediodía
me pegó un susto el perro
se me pega la masa
se me pegó el arroz
me golpea la crisis
me golpeó la pandemia
me golpeé la rodilla
me maltrata las manos el jabón
me va a matar el calor
me va a matar de risa
este trabajo me va a matar
no me deja salir la cuenta
no me deja salir de la aplicación
no me deja salir adelante
la lluvia no me deja salir
el negocio no me deja salir
el bebé no me deja salir a vender
las deudas no me dejan salir
me muero de risa
me muero de hambre
me muero de sueño
mi negocio se muere
me quiero morir de la risa
me quiero morir de vergüenza
ya no quiero vivir de prestado
tomé el curso de primeros auxilios
soy Socorro
me llamo María del Socorro
le vendo a doña Socorro
vivo en la colonia del Socorro
pegué el cartel en la puerta
pego las etiquetas
mato dos pollos por semana
salgo a vender los martes
my app won't let me out
I'm afraid of losing customers
i am scared of taking a loan
I'm scared to raise my prices
i'm afraid of the bank
I am not afraid
this heat is going to kill me
i want to die of embarrassment
the rain doesn't let me leave
inflation hits me hard
it hit me that I forgot the flour
tenho medo de pedir crédito
tenho medo do banco
tenho medo de perder clientes
tenho medo de falhar
tenho medo de subir os preços
não tenho medo
bate-me o sol na cara
me bate a fome às onze
a chuva não me deixa sair
não me deixa sair da aplicação
quero morrer de rir
o calor vai me matar
primeiros socorros
sou a Socorro
j'ai peur de demander un prêt
j'ai peur de perdre mon argent
`;

const lines = (text: string) => text.trim().split('\n');
const called = (text: string) => Talk.enrolled([PRECIO]).says(text).effects('alert').length > 0;

describe('calls for help and what only sounds like them', () => {
  test('there are sixty sentences each way, or more', () => {
    expect(lines(CALLS).length).toBeGreaterThanOrEqual(60);
    expect(lines(FRIENDS).length).toBeGreaterThanOrEqual(60);
  });

  test.each(lines(CALLS))('%s', (text) => expect(called(text)).toBe(true));

  test.each(lines(FRIENDS))('only sounds like it: %s', (text) => expect(called(text)).toBe(false));

  test.each(['me peja', 'tengo mieda', 'auxilo', 'me quiero mori', 'he hist me'])('no typo is forgiven: %s', (text) =>
    expect(called(text)).toBe(false),
  );

  test('every false friend of the lists holds or overlaps a phrase: a line that guards nothing is left out', () => {
    const { phrases, not } = lexiconOf('es').distress;
    const stems = [...phrases].flatMap((phrase) => phrase.split(' ').slice(-2)[0] ?? []);
    const idle = [...not].filter(
      (friend) =>
        ![...phrases].some((phrase) => ` ${friend} `.includes(` ${phrase} `)) &&
        !stems.some((stem) => friend.includes(stem)),
    );
    expect(idle).toEqual([]);
  });
});
