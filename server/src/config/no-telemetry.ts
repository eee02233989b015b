/**
 * The ONNX runtime reports its use to its maker (OneCollector, from Linux too) unless this is set before it is
 * loaded. Nothing of ours calls home: programs import this file first. It has to be the main thread, for a worker's
 * environment is a copy that native code does not see.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
