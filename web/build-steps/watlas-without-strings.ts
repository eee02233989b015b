import type { Plugin } from 'vite';

/**
 * What Emscripten's embind makes functions of strings with, and the same by closures, as its own setting
 * DYNAMIC_EXECUTION=0 has it. The names are those that are in scope there.
 */
const REPLACED: readonly (readonly [from: string, to: string])[] = [
  [
    'let[args,invokerFnBody]=createJsInvoker(argTypes,isClassMethodFunc,returns,isAsync);var invokerFn=new Function(...args,invokerFnBody)(...closureArgs);',
    `var invokerFn=function(...given){
      checkArgCount(given.length,minArgs,expectedArgCount,humanName,throwBindingError);
      const destructors=needsDestructorStack?[]:null;
      const own=isClassMethodFunc?[argTypes[1].toWireType(destructors,this)]:[];
      const wired=argTypes.slice(2).map((type,i)=>type.toWireType(destructors,given[i]));
      const result=cppInvokerFunc(cppTargetFunc,...own,...wired);
      if(needsDestructorStack)runDestructors(destructors);
      else{
        if(isClassMethodFunc&&argTypes[1].destructorFunction!==null)argTypes[1].destructorFunction(own[0]);
        argTypes.slice(2).forEach((type,i)=>{if(type.destructorFunction!==null)type.destructorFunction(wired[i])});
      }
      if(returns)return argTypes[0].fromWireType(result);
    };`,
  ],
  [
    'var invokerFunction=new Function(...params,functionBody)(...args);',
    `var invokerFunction=(obj,func,destructorsRef,from)=>{
      let at=0;
      const given=types.map((type)=>{const value=type.readValueFromPointer(from+at);at+=type.argPackAdvance;return value});
      const result=kind===1?new func(...given):kind===0?func.call(obj,...given):func.call(...given);
      if(!retType.isVoid)return emval_returnValue(retType,destructorsRef,result);
    };`,
  ],
];

/** @throws {Error} when the library has changed so that the places are no longer found. */
export function withoutStrings(source: string): string {
  return REPLACED.reduce((text, [from, to]) => {
    if (!text.includes(from)) {
      throw new Error(
        `watlas no longer holds ${JSON.stringify(`${from.slice(0, 60)}…`)}: see whether it still makes functions of strings, and mend or drop web/build-steps/watlas-without-strings.ts.`,
      );
    }
    return text.replace(from, () => to);
  }, source);
}

/** Lets watlas start under a content policy without 'unsafe-eval', which the app's is. */
export function watlasWithoutStrings(): Plugin {
  return {
    name: 'fitroom-watlas-without-strings',
    transform(code, id) {
      return /[\\/]watlas[\\/]dist[\\/]watlas\.js(\?|$)/.test(id)
        ? { code: withoutStrings(code), map: null }
        : null;
    },
  };
}
