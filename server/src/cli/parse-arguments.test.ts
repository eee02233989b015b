import { describe, expect, it } from 'vitest';
import { UsageError } from './option-values.ts';
import { parseArguments } from './parse-arguments.ts';

const words = (line: string) => line.split(' ').filter(Boolean);

describe('parseArguments', () => {
  it('fills in what the contract says is the default', () => {
    expect(parseArguments(words('tryon a.jpg --out x'))).toEqual({
      name: 'tryon',
      photo: 'a.jpg',
      out: 'x',
      json: false,
      choices: {
        avatar: 'regular',
        category: 'auto',
        generator: 'panels',
        quality: 'med',
        ease: 'regular',
        fabric: 'auto',
        widthCm: null,
        size: null,
        front: 'auto',
        texturePx: null,
        back: null,
        landmarks: null,
        matteModel: null,
        method: 'drape',
        offsetMm: 4,
        pose: null,
        animate: null,
        simulate: false,
        obj: false,
        seed: 0,
        views: null,
        large: false,
        maps: false,
      },
    });
  });

  it('takes every option, in any order', () => {
    const line =
      '--ease oversize --fabric silk tryon --obj --maps --width-cm 48.5 a.jpg --category hoodie --avatar slim ' +
      '--method rigid --offset-mm 5 --quality low --generator triposr --json --out x --front open --texture 2048 ' +
      '--back b.jpg --landmarks l.json --matte-model isnet --pose hips --animate walk --seed 7 --views 12 --large';
    expect(parseArguments(words(line))).toMatchObject({
      photo: 'a.jpg',
      json: true,
      choices: {
        avatar: 'slim',
        category: 'hoodie',
        generator: 'triposr',
        quality: 'low',
        ease: 'oversize',
        fabric: 'silk',
        widthCm: 48.5,
        size: null,
        front: 'open',
        texturePx: 2048,
        back: 'b.jpg',
        landmarks: 'l.json',
        matteModel: 'isnet',
        seed: 7,
        views: 12,
        large: true,
        method: 'rigid',
        offsetMm: 5,
        pose: 'hips',
        animate: 'walk',
        obj: true,
        maps: true,
      },
    });
  });

  it('takes many paths for a batch', () => {
    expect(parseArguments(words('batch a b/c --out x'))).toMatchObject({ paths: ['a', 'b/c'] });
  });

  it.each(['pattern', 'debug'])('takes one photo for %s', (name) => {
    expect(parseArguments(words(`${name} a.jpg --out x --size M`))).toMatchObject({
      name,
      photo: 'a.jpg',
      choices: { size: 'M' },
    });
  });

  it.each(['', '--help', 'help', 'tryon --help'])('shows the usage for "%s"', (line) => {
    expect(parseArguments(words(line))).toEqual({ name: 'help' });
  });

  it.each([
    ['tryon a.jpg', '--out'],
    ['tryon --out x', 'photo'],
    ['tryon a b --out x', 'batch'],
    ['batch --out x', 'at least one'],
    ['tryon a --out x --width-cm 3', '10 to 250'],
    ['tryon a --out x --width-cm -5', 'width-cm'],
    ['tryon a --out x --quality high', 'low, med'],
    ['tryon a --out x --unknown', 'unknown'],
    ['wear a --out x', '"wear"'],
    ['pattern a b --out x', 'pattern takes one photo'],
    ['tryon a --out x --texture 512', '1024, 2048, 4096'],
    ['tryon a --out x --front ajar', 'auto, open, closed'],
    ['tryon a --out x --size AVERYLONGLABEL', '--size'],
    ['tryon a --out x --size M --width-cm 50', 'one of them'],
    ['batch a --out x --back b.jpg', 'one photo'],
    ['batch a --out x --landmarks l.json', 'one photo'],
    ['tryon a --out x --simulate', '--animate walk'],
    ['outfit a b --out x --simulate', '--animate walk'],
  ])('refuses "%s"', (line, expected) => {
    expect(() => parseArguments(words(line))).toThrow(UsageError);
    expect(() => parseArguments(words(line))).toThrow(expected);
  });

  it('takes photos of an outfit, inner to outer', () => {
    expect(parseArguments(words('outfit tee.jpg jeans.jpg --out x --tuck'))).toMatchObject({
      name: 'outfit',
      photos: ['tee.jpg', 'jeans.jpg'],
      tuck: true,
    });
    expect(parseArguments(words('outfit a.jpg b.jpg --out x'))).toMatchObject({ tuck: false });
    const walking = parseArguments(words('outfit a.jpg b.jpg --out x --animate walk --simulate'));
    expect(walking).toMatchObject({ choices: { animate: 'walk', simulate: true } });
  });

  it.each([
    ['outfit a.jpg --out x', 'two photos'],
    ['outfit a.jpg b.jpg --out x --category top', 'one photo'],
    ['outfit a.jpg b.jpg --out x --back c.jpg', 'one photo'],
    ['outfit a.jpg b.jpg --out x --method rigid', 'draped'],
    ['tryon a.jpg --out x --tuck', 'outfit'],
  ])('refuses "%s"', (line, part) => {
    expect(() => parseArguments(words(line))).toThrow(UsageError);
    expect(() => parseArguments(words(line))).toThrow(part);
  });
});
