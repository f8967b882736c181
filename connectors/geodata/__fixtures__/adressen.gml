<?xml version="1.0" encoding="UTF-8"?>
<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:amt="https:intern01:6443/dienst" numberMatched="unknown" numberReturned="2">
  <wfs:member>
    <amt:Hauskoordinaten gml:id="Hauskoordinaten.1">
      <amt:STRSCHL>07319</amt:STRSCHL>
      <amt:HSNR>2</amt:HSNR>
      <amt:Y>32350100</amt:Y>
      <amt:X>5700100</amt:X>
      <amt:SHAPE><gml:Point gml:id="Hauskoordinaten.1.p" srsName="urn:ogc:def:crs:EPSG::102329"><gml:pos>5700100 32350100</gml:pos></gml:Point></amt:SHAPE>
    </amt:Hauskoordinaten>
  </wfs:member>
  <wfs:member>
    <amt:Hauskoordinaten gml:id="Hauskoordinaten.2">
      <amt:STRSCHL>07319</amt:STRSCHL>
      <amt:HSNR>4</amt:HSNR>
      <amt:ZUSATZ>a</amt:ZUSATZ>
      <amt:Y>32350120.5</amt:Y>
      <amt:X>5700110.25</amt:X>
      <amt:SHAPE><gml:Point gml:id="Hauskoordinaten.2.p" srsName="urn:ogc:def:crs:EPSG::102329"><gml:pos>5700110.25 32350120.5</gml:pos></gml:Point></amt:SHAPE>
    </amt:Hauskoordinaten>
  </wfs:member>
</wfs:FeatureCollection>
