// Why a filter could not write a value.

/**
 * `value`: this person's value is not what the filter reads, another person's may be. `template`: the author's argument
 * is wrong for everybody.
 */
export class FormatFault extends Error {
  override name = 'FormatFault';
  readonly blame: 'value' | 'template';

  constructor(blame: 'value' | 'template', message: string) {
    super(message);
    this.blame = blame;
  }
}
