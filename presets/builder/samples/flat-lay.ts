import sharp from 'sharp';

export const PICTURE = { width: 900, height: 1200 } as const;

/** A garment laid flat, drawn as SVG parts from the back to the front. */
export interface FlatLay {
  readonly id: string;
  /** A garment category of the product. */
  readonly category: string;
  readonly names: { readonly en: string; readonly ko: string };
  /** The whole outline with what shows of the inside, path data: casts the shadow. */
  readonly shadow: readonly string[];
  /** Patterns and gradients. */
  readonly defs?: string;
  /** Inside of the back that shows in an opening; SVG. */
  readonly inside?: string;
  /** The cloth itself with its prints; SVG, filled shapes only. */
  readonly cloth: string;
  /** Seams, stitches, buttons: drawn over the shaded cloth; SVG. */
  readonly trims: string;
  /** Path data of creases that fall in this garment (armpit, crotch, waist). */
  readonly creases: readonly string[];
  /** Colour of a crease's dark side; a deep tone of the cloth, so that light cloth does not look soiled. */
  readonly creaseColour: string;
  /** Different wrinkles for each garment. */
  readonly seed: number;
  /** Wrinkles per pixel across and along, small for smooth cloth. */
  readonly wrinkles: readonly [number, number];
}

const JPEG_QUALITY = 88;

/** Draws the garment as a photo from above would show it, and encodes it as JPEG. */
export async function renderFlatLay(garment: FlatLay): Promise<Uint8Array> {
  return sharp(Buffer.from(flatLaySvg(garment)))
    .flatten({ background: '#eeedeb' })
    .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: '4:4:4', mozjpeg: true })
    .toBuffer();
}

function flatLaySvg(garment: FlatLay): string {
  const { width, height } = PICTURE;
  const shadows = garment.shadow.map((d) => `<path d="${d}"/>`).join('');
  const creases = garment.creases
    .map(
      (d) =>
        `<path d="${d}" stroke="${garment.creaseColour}" stroke-opacity=".17" stroke-width="14"/>` +
        `<path d="${d}" stroke="#fff" stroke-opacity=".1" stroke-width="11" transform="translate(-11 -8)"/>`,
    )
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs>
${garment.defs ?? ''}
<radialGradient id="table" cx=".42" cy=".34" r=".85">
<stop offset="0" stop-color="#f6f5f3"/><stop offset="1" stop-color="#e5e3e0"/></radialGradient>
${clothFilters(garment)}
<clipPath id="outline">${shadows}</clipPath>
</defs>
<rect width="${width}" height="${height}" fill="url(#table)"/>
<g fill="#3a342e" filter="url(#soft)" opacity=".34" transform="translate(9 15)">${shadows}</g>
<g fill="#2a2622" filter="url(#contact)" opacity=".4" transform="translate(2 4)">${shadows}</g>
<g filter="url(#lying)">
<g filter="url(#inside)">${garment.inside ?? ''}</g>
<g filter="url(#cloth)">${garment.cloth}</g>
<g clip-path="url(#outline)" fill="none" stroke-linecap="round"><g filter="url(#crease)">${creases}</g></g>
${garment.trims}
</g>
</svg>`;
}

/**
 * Light on cloth: wide wrinkles from low noise, the weave from fine noise, and edges that turn away,
 * each as a height field under one lamp from the upper left (SVG feDiffuseLighting).
 */
function clothFilters({ seed, wrinkles }: FlatLay): string {
  const lamp = '<feDistantLight azimuth="232" elevation="58"/>';
  const whole = 'x="0" y="0" width="900" height="1200" filterUnits="userSpaceOnUse"';
  const space = 'color-interpolation-filters="sRGB"';
  return `
<filter id="soft" ${whole}><feGaussianBlur stdDeviation="20"/></filter>
<filter id="contact" ${whole}><feGaussianBlur stdDeviation="4"/></filter>
<filter id="crease" ${whole}><feGaussianBlur stdDeviation="8"/></filter>
<filter id="lying" ${whole} ${space}>
<feTurbulence type="fractalNoise" baseFrequency=".009" numOctaves="2" seed="${seed + 40}"/>
<feDisplacementMap in="SourceGraphic" scale="13" xChannelSelector="R" yChannelSelector="G"/>
</filter>
<filter id="inside" ${whole} ${space}>
<feTurbulence type="fractalNoise" baseFrequency=".7" numOctaves="2" seed="${seed}" result="weave"/>
<feDiffuseLighting in="weave" surfaceScale=".5" diffuseConstant="1.12" result="lit">${lamp}</feDiffuseLighting>
<feComposite in="SourceGraphic" in2="lit" operator="arithmetic" k1="1.02" result="shaded"/>
<feComposite in="shaded" in2="SourceAlpha" operator="in"/>
</filter>
<filter id="cloth" ${whole} ${space}>
<feTurbulence type="fractalNoise" baseFrequency="${wrinkles.join(' ')}" numOctaves="3" seed="${seed}" result="low"/>
<feDiffuseLighting in="low" surfaceScale="19" diffuseConstant="1.16" result="folds">${lamp}</feDiffuseLighting>
<feTurbulence type="fractalNoise" baseFrequency=".85 .7" numOctaves="2" seed="${seed + 7}" result="fine"/>
<feDiffuseLighting in="fine" surfaceScale=".55" diffuseConstant="1.16" result="weave">${lamp}</feDiffuseLighting>
<feGaussianBlur in="SourceAlpha" stdDeviation="9" result="hill"/>
<feDiffuseLighting in="hill" surfaceScale="9" diffuseConstant="1.16" result="rim">${lamp}</feDiffuseLighting>
<feComposite in="SourceGraphic" in2="folds" operator="arithmetic" k1=".68" k2=".33" result="a"/>
<feComposite in="a" in2="weave" operator="arithmetic" k1="1" result="b"/>
<feComposite in="b" in2="rim" operator="arithmetic" k1=".62" k2=".38" result="c"/>
<feComposite in="c" in2="SourceAlpha" operator="in"/>
</filter>`;
}
