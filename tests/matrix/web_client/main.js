// The page: the whole of Hydrogen, as its own site shows it.
import { createNavigation, createRouter, FeatureSet, Platform, RootViewModel } from "hydrogen-view-sdk";

const ASSETS = "/node_modules/hydrogen-view-sdk/asset-build/assets";
const OLM = "/node_modules/@matrix-org/olm";

const platform = new Platform({
  container: document.getElementById("app"),
  assetPaths: {
    downloadSandbox: `${ASSETS}/download-sandbox.html`,
    worker: `${ASSETS}/main.js`,
    olm: {
      wasm: `${OLM}/olm.wasm`,
      legacyBundle: `${OLM}/olm_legacy.js`,
      wasmBundle: `${OLM}/olm.js`,
    },
    serviceWorker: "sw.js",
  },
  config: {},
});
const navigation = createNavigation();
platform.setNavigation(navigation);
const urlRouter = createRouter({ navigation, history: platform.history });
urlRouter.attach();
await platform.init();
const features = await FeatureSet.load(platform.settingsStorage);
const root = new RootViewModel({ platform, urlRouter, navigation, features });
await root.load();
platform.createAndMountRootView(root);
