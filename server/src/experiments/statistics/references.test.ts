// Every classical number against values that other programs computed: mpmath 1.4.1 at 60 digits, given to the nearest double, where the same formulas agreed
// with SciPy 1.17.1 and statsmodels 0.15.0 (proportion_confint, confint_proportions_2indep, proportions_ztest, chi2_contingency,
// fisher_exact) to what those keep. Wilson and Newcombe include the examples of Newcombe's papers of 1998.
import { describe, expect, it } from 'vitest';
import { chiSquareOfRates, chiSquareTail } from './chi-square.ts';
import type { Counts } from './counts.ts';
import { fisherExact } from './fisher.ts';
import { differenceInterval, wilsonInterval } from './intervals.ts';
import { erfc, normalUpperQuantile } from './normal.ts';
import { twoProportions } from './two-proportions.ts';

/** Relative to the value; of 0 absolute. */
function expectSame(found: number, reference: number, within = 1e-9) {
  expect(Math.abs(found - reference) / (reference === 0 ? 1 : Math.abs(reference))).toBeLessThan(within);
}

describe('the functions below the tests', () => {
  // prettier-ignore
  it.each([
    [-2, 1.9953222650189526], [-0.3, 1.3286267594591274], [0, 1], [1e-10, 0.999999999887162],
    [0.1, 0.8875370839817152], [0.5, 0.4795001221869535], [1, 0.15729920705028513],
    [1.49, 0.03510213515679579], [1.5, 0.033894853524689274], [2, 0.004677734981047266],
    [3, 2.209049699858544e-05], [5, 1.537459794428035e-12], [10, 2.088487583762545e-45],
    [26, 5.663192408856143e-296],
  ])('erfc(%s)', (x, reference) => expectSame(erfc(x), reference, 1e-13));

  // prettier-ignore
  it.each([
    [0.5, 0], [0.25, 0.6744897501960817], [0.1, 1.2815515655446006], [0.05, 1.6448536269514726],
    [0.025, 1.9599639845400543], [0.005, 2.575829303548901], [0.0005, 3.290526731491895],
    [1e-6, 4.753424308822899], [1e-12, 7.034483825301132], [1e-100, 21.273453560965326],
    [0.9, -1.2815515655446006], [0.975, -1.9599639845400543],
  ])('normal quantile of %s', (p, reference) => expectSame(normalUpperQuantile(p), reference, 1e-13));

  // prettier-ignore
  it.each([
    [3.841458820694124, 1, 0.05000000000000006], [0.001, 1, 0.9747728793699604],
    [10.828, 1, 0.000999765719583092], [100, 1, 1.523970604832105e-23],
    [1400, 1, 2.1010145162642176e-306], [5.991464547107979, 2, 0.05000000000000007],
    [0.5, 2, 0.7788007830714049], [7.814727903251179, 3, 0.050000000000000024],
    [30, 3, 1.3800570312932547e-06], [2, 4, 0.7357588823428847], [50, 5, 1.3857973367009593e-09],
    [12.5, 7, 0.08526927515826928], [900, 8, 5.647652070459843e-189],
    [3, 20, 0.9999959024990236], [80, 21, 8.07481013263482e-09],
  ])('chi-square above %s with %s degrees', (x, degrees, p) => expectSame(chiSquareTail(x, degrees), p, 1e-12));
});

describe('two variants', () => {
  const counts = ([successes, people]: number[]): Counts => ({
    people: people ?? 0,
    successes: successes ?? 0,
  });

  // control, variant, Wilson of the variant, Newcombe of the difference, z, its p, Fisher’s p
  // prettier-ignore
  it.each([
    [[10, 20], [15, 20], [0.531299122381256, 0.8881382985923343], [-0.04683558308331854, 0.49364621698518074], 1.632993161855452, 0.10247043485974942, 0.19079257232761127],
    [[3, 4], [1, 4], [0.04558726080970056, 0.6993581574175981], [-0.7890832680847557, 0.13548840058295147], -Math.SQRT2, 0.15729920705028513, 0.4857142857142857],
    [[81, 263], [15, 28], [0.35812689234467904, 0.7046843001720463], [0.04084073648023357, 0.4047259997848194], 2.4365186780741124, 0.014829403576494893, 0.019704482187525876],
    [[56, 70], [48, 80], [0.49045465005160394, 0.7003817240412906], [-0.33387265403690597, -0.05243147240236488], -2.6501719512585327, 0.008045081368196585, 0.012521129749209154],
    [[9, 10], [3, 10], [0.10779126740630102, 0.6032218525388546], [-0.809017973535488, -0.17052272393450288], -2.7386127875258306, 0.006169899320544162, 0.019766611097880447],
    [[0, 10], [3, 10], [0.10779126740630102, 0.6032218525388546], [-0.03759243457905069, 0.6032218525388546], 1.8786728732554485, 0.06028917399060215, 0.21052631578947367],
    [[10, 10], [0, 20], [0, 0.16112515805281938], [-1, -0.6790860371419146], -5.477225575051661, 4.3204630578274975e-08, 3.328339160423118e-08],
    [[29, 100], [45, 100], [0.35614537979511984, 0.5475539700255787], [0.026180217382700977, 0.2860676876884044], 2.3433321342066495, 0.019112360626974308, 0.02770686711514758],
    [[2, 1000], [9, 950], [0.004992031308074446, 0.01790638500494508], [0.0005612056864301756, 0.016030370375303773], 2.2025643451520303, 0.027625469269023404, 0.03390190228746468],
    [[0, 5000], [7, 5000], [0.0006783326019524562, 0.0028872197776585082], [0.00034635389724575733, 0.0028872197776585082], 2.646677810464032, 0.008128675833883795, 0.015592200629594374],
    [[12000, 400000], [12600, 410000], [0.03020779929338057, 0.03126440879409433], [-1.5792665626691495e-05, 0.001479037659253445], 1.918619390928427, 0.05503251973239015, 0.055276392385491015],
    [[250000, 1000000], [251500, 1000000], [0.25065057579323, 0.25235133340446975], [0.00029857410391918334, 0.002701420441806999], 2.447047584409611, 0.014403182199187025, 0.014468458704057283],
    [[1, 50], [0, 950], [0, 0.004027355683871836], [-0.10495443589637815, -0.003053744392034584], -4.361080028962896, 1.294220149180998e-05, 0.05],
    [[500, 1000], [900, 1000], [0.8798480368046516, 0.9170905564069043], [0.36308399748055786, 0.43533803531163495], 19.518001458970662, 7.719934594295456e-85, 5.125028512527549e-90],
  ])('%s and %s', (a, b, wilson, newcombe, z, p, fisher) => {
    const [control, variant] = [counts(a), counts(b)];
    const rate = wilsonInterval(variant);
    expectSame(rate.low, wilson[0] ?? 0);
    expectSame(rate.high, wilson[1] ?? 0);
    const difference = differenceInterval(control, variant);
    expectSame(difference.low, newcombe[0] ?? 0);
    expectSame(difference.high, newcombe[1] ?? 0);
    const tested = twoProportions(control, variant);
    expectSame(tested.z, z);
    expectSame(tested.p, p);
    const square = chiSquareOfRates([control, variant]);
    expectSame(square.statistic, z * z);
    expectSame(square.p, p);
    expectSame(fisherExact(control, variant), fisher);
    expectSame(fisherExact(variant, control), fisher);
  });
});

it.each([
  [[[10, 100], [20, 100], [30, 100]], 12.5, 0.0019304541362277093, 20], // prettier-ignore
  [
    [
      [120, 1000],
      [131, 980],
      [99, 1020],
      [140, 1003],
    ],
    10.06669454658891,
    0.018007632416778052,
    119.97,
  ],
  [[[1, 20], [4, 25], [0, 30]], 5.732142857142857, 0.05692211047272607, 1.333], // prettier-ignore
])('chi-square of %s', (table, statistic, p, least) => {
  const found = chiSquareOfRates(table.map(([successes = 0, people = 0]) => ({ people, successes })));
  expectSame(found.statistic, statistic);
  expectSame(found.p, p);
  expect(found.degrees).toBe(table.length - 1);
  expect(found.leastExpected).toBeCloseTo(least, 1);
});
