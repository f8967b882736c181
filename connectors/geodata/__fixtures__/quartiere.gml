<?xml version="1.0" encoding="UTF-8"?>
<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:amt="https:intern01:6443/dienst" numberMatched="unknown" numberReturned="2">
  <wfs:member>
    <amt:Quartiere gml:id="Quartiere.1">
      <amt:NR>001</amt:NR>
      <amt:NAME>Altstadt</amt:NAME>
      <amt:SHAPE><gml:Polygon gml:id="Quartiere.1.p" srsName="urn:ogc:def:crs:EPSG::25832"><gml:exterior><gml:LinearRing><gml:posList>350000 5700000 351000 5700000 351000 5701000 350000 5701000 350000 5700000</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></amt:SHAPE>
    </amt:Quartiere>
  </wfs:member>
  <wfs:member>
    <amt:Quartiere gml:id="Quartiere.2">
      <amt:NR>002</amt:NR>
      <amt:NAME>Südstadt</amt:NAME>
      <amt:SHAPE><gml:Polygon gml:id="Quartiere.2.p" srsName="urn:ogc:def:crs:EPSG::25832"><gml:exterior><gml:LinearRing><gml:posList>350000 5699000 351000 5699000 351000 5700000 350000 5700000 350000 5699000</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></amt:SHAPE>
    </amt:Quartiere>
  </wfs:member>
</wfs:FeatureCollection>
