package io.gatehouse.sts;

import io.gatehouse.sts.authorize.AuthorizationFlow;
import io.gatehouse.sts.authorize.ScopeWords;
import io.gatehouse.sts.device.DeviceAuthorizationAction;
import io.gatehouse.sts.device.DeviceEndpoint;
import io.gatehouse.sts.pages.Pages;

/** The parts of device authorization, put together. */
record Devices(
    Sts.Offer offer, Sts.Stores stores, Sts.Registers registers, Sts.Surroundings around) {

  DeviceAuthorizationAction asking() {
    return new DeviceAuthorizationAction(
        offer.issuer(),
        new DeviceAuthorizationAction.Offer(offer.scopes(), offer.resources()),
        stores.devices(),
        new DeviceAuthorizationAction.Chance(around.random(), around.clock()));
  }

  DeviceEndpoint page(AuthorizationFlow flow, Pages pages) {
    return new DeviceEndpoint(
        flow,
        pages,
        new DeviceEndpoint.Registers(
            stores.devices(),
            registers.clients(),
            new ScopeWords(pages, offer.scopes()),
            around.audit()),
        around.nanos());
  }
}
